# What pages, feeds and site maps are held against: the Nu HTML checker and the schema of sitemaps.org, both pinned by
# hash in tests/standards/package-lock.json. Where npm or Java cannot be had, the tests that need them skip and say so.

ensure_standards() {
    missing=
    command -v java >/dev/null 2>&1 || missing="$missing default-jre-headless"
    command -v npm >/dev/null 2>&1 || missing="$missing npm"
    if [ -n "$missing" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        echo "  … apt-get install$missing"
        # shellcheck disable=SC2086 - a list of packages
        { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing; } >/dev/null 2>&1 ||
            echo "  ! 无法安装$missing：网页和订阅的标准检验将跳过。"
    elif [ -n "$missing" ]; then
        echo "  ! 没有$missing：网页和订阅的标准检验将跳过。可先运行：sudo apt-get install$missing"
    fi
    command -v npm >/dev/null 2>&1 || return 0
    place=$VENV/share/huizheng-standards
    cmp -s "$ROOT/tests/standards/package-lock.json" "$place/.installed" && return 0
    echo "  … 安装 HTML 检验器和站点地图模式（按 tests/standards/package-lock.json 校验散列）"
    mkdir -p "$place"
    cp "$ROOT/tests/standards/package.json" "$ROOT/tests/standards/package-lock.json" "$place/"
    # No script of theirs runs: the checker's would fetch a Java of its own.
    if npm ci --prefix "$place" --ignore-scripts --no-audit --no-fund --silent; then
        cp "$place/package-lock.json" "$place/.installed"
    else
        echo "  ! 无法下载检验器：网页和订阅的标准检验将跳过。请检查网络后再运行一次。"
    fi
}
