# What the journeys need beside Python: a browser and Chinese fonts. Installed by apt where we may.

ensure_browser() {
    missing=
    command -v chromium >/dev/null 2>&1 || missing="$missing chromium"
    fc-list 2>/dev/null | grep -qi 'Noto.*CJK' || missing="$missing fonts-noto-cjk fontconfig"
    command -v pdftotext >/dev/null 2>&1 || missing="$missing poppler-utils"
    [ -n "$missing" ] || return 0
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        echo "  … apt-get install$missing"
        # shellcheck disable=SC2086 - a list of packages
        { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing; } >/dev/null ||
            fail "无法安装$missing" "请检查网络后再运行一次 ./test。"
    else
        fail "测试还需要：$missing" "请先运行：sudo apt-get install$missing"
    fi
}
