# Shared by ./run, ./test and ./huizheng: finds Python, makes the virtual environment, installs the locked packages.

ROOT=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
VENV=${HUIZHENG_VENV:-$ROOT/.venv}

fail() {
    printf '\n✗ %s\n  → %s\n' "$1" "$2" >&2
    exit 1
}

is_right() {
    "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' >/dev/null 2>&1
}

find_python() {
    for name in python3.13 python3.12 python3.11 python3; do
        if command -v "$name" >/dev/null 2>&1 && is_right "$name"; then
            echo "$name"
            return
        fi
    done
}

ensure_packages() {
    lock=$1
    # Python may have been upgraded or removed since; only what is a virtual environment is thrown away.
    if [ -f "$VENV/pyvenv.cfg" ] && ! is_right "$VENV/bin/python"; then
        echo "  … 虚拟环境里的 Python 已不能用，重新创建"
        rm -rf "$VENV"
    fi
    want=$(cat "$ROOT/requirements-uv.lock" "$ROOT/$lock" | sha256sum | cut -d' ' -f1)
    stamp=$VENV/.installed-$lock
    # The lock of the tests holds all of the product's packages too.
    for have in "$VENV/.installed-$lock" "$VENV/.installed-requirements-dev.lock"; do
        [ -f "$have" ] || continue
        case "$(cat "$have")" in *"$want"*) return ;; esac
    done
    free=$(df -Pk "$ROOT" | awk 'NR==2 {print $4}')
    [ "$free" -ge 900000 ] || fail "磁盘剩余空间不足 900 MB" "清理磁盘后再运行一次。"
    if [ ! -x "$VENV/bin/python" ]; then
        python=$(find_python)
        [ -n "$python" ] || fail "没有找到 Python 3.11–3.13" "请安装 Python 3.11 或更高版本（Debian/Ubuntu：apt-get install python3 python3-venv）。"
        echo "  … 创建 Python 虚拟环境（$python）"
        "$python" -m venv "$VENV" >"$ROOT/.venv.log" 2>&1 || {
            rm -rf "$VENV"
            cat "$ROOT/.venv.log" >&2
            fail "无法创建虚拟环境" "Debian/Ubuntu 上请先安装：apt-get install python3-venv，然后再运行一次。"
        }
        rm -f "$ROOT/.venv.log"
    fi
    echo "  … 安装依赖（按 $lock 校验散列，首次约需十几秒）"
    if [ ! -x "$VENV/bin/uv" ]; then
        "$VENV/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r "$ROOT/requirements-uv.lock" ||
            fail "无法下载依赖" "请检查网络，或用 PIP_INDEX_URL 指定可访问的软件包镜像后再运行一次。"
    fi
    # uv first for its speed; plain pip reads the same file.
    UV_LINK_MODE=${UV_LINK_MODE:-copy} "$VENV/bin/uv" pip install --quiet --python "$VENV/bin/python" --require-hashes -r "$ROOT/$lock" ||
        "$VENV/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$ROOT/$lock" ||
        fail "无法安装依赖" "请检查网络和磁盘空间，或用 PIP_INDEX_URL 指定可访问的软件包镜像后再运行一次。"
    echo "$want" >"$stamp"
    if [ "$lock" = requirements-dev.lock ]; then
        cat "$ROOT/requirements-uv.lock" "$ROOT/requirements.lock" | sha256sum | cut -d' ' -f1 >>"$stamp"
    fi
}
