#!/bin/bash
# 让大屏“@TITLE@”在登录以后自动打开。要先在系统设置里打开“自动登录”。再运行一次就是更新，加 --remove 就是取消。
set -eu
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
config="${XDG_CONFIG_HOME:-$HOME/.config}"
units="$config/systemd/user"
if [ "${1:-}" = --remove ]; then
  systemctl --user disable --now hyqz-screen.service 2>/dev/null || true
  rm -f "$config/autostart/hyqz-screen.desktop" "$units/hyqz-screen.service"
  echo "已经取消自动打开。"
  exit 0
fi
chmod +x "$here/linux/"*.sh
mkdir -p "$config/autostart"
cat >"$config/autostart/hyqz-screen.desktop" <<END
[Desktop Entry]
Type=Application
Name=hyqz-screen
Exec="$here/linux/start.sh" --login
X-GNOME-Autostart-enabled=true
END
if command -v systemctl >/dev/null; then # it also starts the script again should it ever end
  mkdir -p "$units"
  sed "s|/opt/hyqz-screen|$here|g" "$here/linux/hyqz-screen.service" >"$units/hyqz-screen.service"
  systemctl --user daemon-reload 2>/dev/null || true
fi
echo "好了。重新登录一次，或者现在运行 $here/linux/start.sh --login"
