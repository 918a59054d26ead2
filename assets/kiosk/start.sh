#!/bin/bash
# 大屏“@TITLE@”：在 Linux 上全屏打开轮播，一直看着它。浏览器退出了、卡住了，自动重新打开；每天 @CLOCK@ 重新打开一次。
#
# Keeps a full-screen browser on the slideshow that lies beside this folder. The page writes the time of its last tick
# into its title; the browser tells titles on a port of its own, on this machine only. A browser that has died, does not
# answer, or whose time stands still is ended and started again. Times are taken from /proc/uptime, which no correction
# of the clock moves.
set -u

screen="@SCREEN@"
restart_at="@RESTART@" # hour and minute in UTC+8
poll=1                 # seconds between two looks
patience=${HYQZ_PATIENCE:-10} # seconds that the time in the title may stand still
first=20               # seconds until the first tick; doubled for a box that needs longer

here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
state="${XDG_STATE_HOME:-$HOME/.local/state}/hyqz-screen/$screen"
profile="$state/profile"
unit=hyqz-screen.service
mkdir -p "$state" || exit 1
rm -f "$state/stop"

if [ "${1:-}" = --login ] && [ -e "${XDG_CONFIG_HOME:-$HOME/.config}/systemd/user/$unit" ]; then
  # at login: hand the display on to systemd, which also starts this script again should it ever end
  systemctl --user import-environment DISPLAY XAUTHORITY WAYLAND_DISPLAY 2>/dev/null
  systemctl --user restart "$unit" && exit 0
fi

setting() { # what screen.conf says
  [ -r "$here/screen.conf" ] && sed -n "s/^$1=//p" "$here/screen.conf" | tr -d '\r' | tail -n 1
}

say() {
  [ "$(stat -c %s "$state/log.txt" 2>/dev/null || echo 0)" -gt 200000 ] && tail -n 200 "$state/log.txt" >"$state/log.new" && mv "$state/log.new" "$state/log.txt"
  echo "$(TZ=UTC-8 date '+%F %T') $*" | tee -a "$state/log.txt"
}

uptime_now() {
  local whole
  read -r whole _ </proc/uptime
  echo "${whole%%.*}"
}

find_browser() {
  local name
  for name in "${HYQZ_BROWSER:-}" "$(setting BROWSER)" chromium chromium-browser google-chrome-stable google-chrome \
    microsoft-edge-stable microsoft-edge; do
    [ -n "$name" ] && command -v "$name" && return
  done
  return 1
}

browser_pid=""

start_browser() {
  local browser page x y flags
  browser=$(find_browser) || { say "没有找到 Chrome、Edge 或 Chromium，请先安装一个"; return 1; }
  page=$(setting PAGE)
  page=${page:-$here/$screen/index.html}
  x=$(setting X) y=$(setting Y)
  rm -rf "$profile/Singleton"* "$profile/DevToolsActivePort"
  mkdir -p "$profile"
  flags=(
    --kiosk --user-data-dir="$profile" --remote-debugging-port=0
    --no-first-run --no-default-browser-check --noerrdialogs --disable-infobars
    --disable-session-crashed-bubble --hide-crash-restore-bubble
    --disable-features=Translate,TranslateUI,MediaRouter,OptimizationHints,CalculateNativeWinOcclusion
    --autoplay-policy=no-user-gesture-required --mute-audio
    --force-device-scale-factor=1 --window-position="${x:-0},${y:-0}"
    --disable-pinch --overscroll-history-navigation=0 --password-store=basic
    --disable-background-timer-throttling --disable-backgrounding-occluded-windows --disable-renderer-backgrounding
    --disable-background-networking --disable-component-update --check-for-update-interval=31536000
    --disable-sync --disable-breakpad --disk-cache-size=67108864
  )
  [ "$(id -u)" = 0 ] && flags+=(--no-sandbox)
  # shellcheck disable=SC2046,SC2086 # several flags in one line are meant as several
  setsid "$browser" "${flags[@]}" $(setting FLAGS) ${HYQZ_FLAGS:-} "$page" </dev/null >/dev/null 2>&1 9>&- &
  browser_pid=$!
  echo "$browser_pid" >"$state/browser.new" && mv "$state/browser.new" "$state/browser.pid" # never half written
  say "打开 $browser（$browser_pid）：$page"
}

stop_browser() { # the whole group: a browser is many processes
  [ -n "$browser_pid" ] || return
  kill -KILL -- "-$browser_pid" 2>/dev/null
  wait "$browser_pid" 2>/dev/null
  browser_pid=""
}

heartbeat() { # the time in the page's title; nothing where the browser does not answer
  local port
  read -r port 2>/dev/null <"$profile/DevToolsActivePort" || return
  timeout 2 bash -c '
    exec 3<>"/dev/tcp/127.0.0.1/$0" || exit 1
    printf "GET /json/list HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n" >&3
    length=0
    while IFS= read -r line <&3; do
      line=${line%$'"'\\r'"'}
      [ -z "$line" ] && break
      case "${line,,}" in content-length:*) length=${line##*:} ;; esac
    done
    head -c "$((length))" <&3
  ' "$port" 2>/dev/null | grep -o '"title": "[^"]*[0-9]\{4\}-[0-9][0-9]-[0-9][0-9]T[0-9:]\{8\}"' | head -n 1
}

tidy() { # shows that version.js no longer names, once the one that it names is whole
  local version="$here/$screen/version.js" show count folder
  show=$(sed -n 's/.*"show": *"\([0-9a-f]*\)".*/\1/p' "$version" 2>/dev/null)
  count=$(sed -n 's/.*"count": *\([0-9]*\).*/\1/p' "$version" 2>/dev/null)
  [ -n "$show" ] && [ "$(find "$here/$screen/show/$show" -type f 2>/dev/null | wc -l)" = "$count" ] || return
  for folder in "$here/$screen/show/"*/; do
    [ "$(basename "$folder")" = "$show" ] || rm -rf -- "$folder"
  done
}

if command -v flock >/dev/null; then # a second start does not fight the first
  exec 9>"$state/lock"
  flock -n 9 || { say "已经在运行"; exit 0; }
fi
trap 'stop_browser; exit 0' TERM INT HUP
trap stop_browser EXIT
command -v xset >/dev/null && [ -n "${DISPLAY:-}" ] && xset s off -dpms 2>/dev/null

if read -r old 2>/dev/null <"$state/browser.pid" && grep -qs -- "$profile" "/proc/$old/cmdline"; then
  kill -KILL -- "-$old" # left behind by a start that was itself killed
fi

pause=1
while true; do
  start_browser || { sleep 30; continue; }
  last="" seen=$(uptime_now) started=$(uptime_now) limit=$first why=""
  while [ -z "$why" ]; do
    sleep "$poll"
    [ -e "$state/stop" ] && { say "按要求停下"; exit 0; }
    if ! kill -0 "$browser_pid" 2>/dev/null; then
      why="浏览器退出了"
      break
    fi
    beat=$(heartbeat)
    now=$(uptime_now)
    if [ -n "$beat" ] && [ "$beat" != "$last" ]; then
      [ -n "$last" ] || say "画面出来了"
      last=$beat seen=$now limit=$patience pause=1
    elif [ $((now - seen)) -ge "$limit" ]; then
      why="画面 $((now - seen)) 秒没有动"
    fi
    if [ -z "$why" ] && [ $((now - started)) -gt 3600 ] && [ "$(TZ=UTC-8 date +%H%M)" = "$restart_at" ]; then
      why="每天一次的重新打开"
    fi
  done
  say "$why，重新打开"
  stop_browser
  [ "$why" = "每天一次的重新打开" ] && tidy
  sleep "$pause"
  if [ -z "$last" ]; then # it never came up: do not hurry, and wait longer for it
    pause=$((pause < 60 ? pause * 2 : 60))
    first=$((first < 120 ? first * 2 : 120))
  fi
done
