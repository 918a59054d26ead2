#!/bin/bash
# 停下大屏“@TITLE@”：最多三秒后浏览器关闭，到下一次登录或运行 start.sh 再开。
systemctl --user stop hyqz-screen.service 2>/dev/null
touch "${XDG_STATE_HOME:-$HOME/.local/state}/hyqz-screen/@SCREEN@/stop"
