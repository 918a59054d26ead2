# 大屏“@TITLE@”：在 Windows 上全屏打开轮播，一直看着它。浏览器退出了、卡住了，自动重新打开；每天 @CLOCK@ 重新打开一次。
#
# Keeps a full-screen browser on the slideshow that lies beside this folder. The page writes the time of its last tick
# into its title; the browser tells titles on a port of its own, on this machine only. A browser that has died, does not
# answer, or whose time stands still is ended and started again. For Windows PowerShell 5.1, which every Windows 10 has.

$screen = '@SCREEN@'
$restartAt = '@RESTART@'  # hour and minute in UTC+8
$poll = 1                 # seconds between two looks
$patience = 10            # seconds that the time in the title may stand still
$first = 20               # seconds until the first tick; doubled for a box that needs longer

$here = Split-Path -Parent (Split-Path -Parent $MyInvocation.MyCommand.Path)
$state = Join-Path $env:LOCALAPPDATA "hyqz-screen\$screen"
$userData = Join-Path $state 'profile'
$stopFile = Join-Path $state 'stop'
$log = Join-Path $state 'log.txt'
New-Item -ItemType Directory -Force -Path $userData | Out-Null
Remove-Item -Force -ErrorAction SilentlyContinue $stopFile

$isFirst = $false
$mutex = New-Object System.Threading.Mutex($true, "Local\hyqz-screen-$screen", [ref]$isFirst)
if (-not $isFirst) { exit 0 }  # a second start does not fight the first

function Get-Now { (Get-Date).ToUniversalTime().AddHours(8) }

function Write-Log($text) {
    if ((Test-Path $log) -and ((Get-Item $log).Length -gt 200000)) {
        Set-Content -Encoding UTF8 $log (Get-Content -Encoding UTF8 $log -Tail 200)
    }
    Add-Content -Encoding UTF8 $log ('{0:yyyy-MM-dd HH:mm:ss} {1}' -f (Get-Now), $text)
}

function Get-Setting($name) {
    $file = Join-Path $here 'screen.conf'
    if (-not (Test-Path $file)) { return '' }
    $found = Get-Content -Encoding UTF8 $file | Where-Object { $_.StartsWith("$name=") } | Select-Object -Last 1
    if ($found) { return $found.Substring($name.Length + 1).Trim() }
    return ''
}

function Find-Browser {
    $places = @((Get-Setting 'BROWSER'))
    foreach ($root in @($env:ProgramFiles, ${env:ProgramFiles(x86)}, $env:LOCALAPPDATA)) {
        if ($root) {
            $places += Join-Path $root 'Google\Chrome\Application\chrome.exe'
            $places += Join-Path $root 'Microsoft\Edge\Application\msedge.exe'
            $places += Join-Path $root 'Chromium\Application\chrome.exe'
        }
    }
    return $places | Where-Object { $_ -and (Test-Path $_) } | Select-Object -First 1
}

function Start-Browser($browser) {
    $page = Get-Setting 'PAGE'
    if (-not $page) { $page = ([Uri](Join-Path $here "$screen\index.html")).AbsoluteUri }
    $x = Get-Setting 'X'; if (-not $x) { $x = '0' }
    $y = Get-Setting 'Y'; if (-not $y) { $y = '0' }
    Remove-Item -Force -ErrorAction SilentlyContinue (Join-Path $userData 'DevToolsActivePort')
    $flags = @(
        '--kiosk', "`"$page`"", '--edge-kiosk-type=fullscreen',
        "--user-data-dir=`"$userData`"", '--remote-debugging-port=0',
        '--no-first-run', '--no-default-browser-check', '--noerrdialogs', '--disable-infobars',
        '--disable-session-crashed-bubble', '--hide-crash-restore-bubble',
        '--disable-features=Translate,TranslateUI,MediaRouter,OptimizationHints,CalculateNativeWinOcclusion',
        '--autoplay-policy=no-user-gesture-required', '--mute-audio',
        '--force-device-scale-factor=1', "--window-position=$x,$y",
        '--disable-pinch', '--overscroll-history-navigation=0',
        '--disable-background-timer-throttling', '--disable-backgrounding-occluded-windows',
        '--disable-renderer-backgrounding', '--disable-background-networking', '--disable-component-update',
        '--check-for-update-interval=31536000', '--disable-sync', '--disable-breakpad', '--disk-cache-size=67108864'
    )
    $more = Get-Setting 'FLAGS'
    if ($more) { $flags += $more }
    Write-Log "打开 $browser：$page"
    return Start-Process -FilePath $browser -ArgumentList $flags -PassThru
}

function Stop-Browser($process) {
    if ($process) { & taskkill.exe /PID $process.Id /T /F 2>$null | Out-Null }
}

function Get-Heartbeat {  # the time in the page's title; nothing where the browser does not answer
    try {
        $port = Get-Content -TotalCount 1 -ErrorAction Stop (Join-Path $userData 'DevToolsActivePort')
        $request = [Net.WebRequest]::Create("http://127.0.0.1:$port/json/list")
        $request.Proxy = $null
        $request.Timeout = 2000
        $request.ReadWriteTimeout = 2000
        $response = $request.GetResponse()
        $reader = New-Object IO.StreamReader($response.GetResponseStream())
        $text = $reader.ReadToEnd()
        $response.Close()
        $found = [regex]::Match($text, '"title": "[^"]*\d{4}-\d\d-\d\dT[\d:]{8}"')
        if ($found.Success) { return $found.Value }
    } catch { }
    return ''
}

function Clear-OldShows {  # shows that version.js no longer names, once the one that it names is whole
    try {
        $version = Get-Content -Raw -ErrorAction Stop (Join-Path $here "$screen\version.js")
        $show = [regex]::Match($version, '"show": *"([0-9a-f]+)"').Groups[1].Value
        $count = [int][regex]::Match($version, '"count": *(\d+)').Groups[1].Value
        $shows = Join-Path $here "$screen\show"
        $files = @(Get-ChildItem -Recurse -File -ErrorAction Stop (Join-Path $shows $show)).Count
        if ($show -and $files -eq $count) {
            Get-ChildItem -Directory $shows | Where-Object { $_.Name -ne $show } | Remove-Item -Recurse -Force
        }
    } catch { }
}

& powercfg.exe /change monitor-timeout-ac 0 2>$null
& powercfg.exe /change standby-timeout-ac 0 2>$null

$clock = [Diagnostics.Stopwatch]::StartNew()  # no correction of the computer's clock moves it
$pause = 1
while ($true) {
    $browser = Find-Browser
    if (-not $browser) { Write-Log '没有找到 Chrome、Edge 或 Chromium，请先安装一个'; Start-Sleep 30; continue }
    $process = Start-Browser $browser
    $last = ''; $why = ''; $limit = $first
    $seen = $clock.Elapsed.TotalSeconds; $started = $seen
    while (-not $why) {
        Start-Sleep $poll
        if (Test-Path $stopFile) { Write-Log '按要求停下'; Stop-Browser $process; exit 0 }
        if ($process.HasExited) { $why = '浏览器退出了'; break }
        $beat = Get-Heartbeat
        $now = $clock.Elapsed.TotalSeconds
        if ($beat -and $beat -ne $last) {
            if (-not $last) { Write-Log '画面出来了' }
            $last = $beat; $seen = $now; $limit = $patience; $pause = 1
        } elseif ($now - $seen -ge $limit) {
            $why = '画面 {0:0} 秒没有动' -f ($now - $seen)
        }
        if (-not $why -and $now - $started -gt 3600 -and (Get-Now).ToString('HHmm') -eq $restartAt) {
            $why = '每天一次的重新打开'
        }
    }
    Write-Log "$why，重新打开"
    Stop-Browser $process
    if ($why -eq '每天一次的重新打开') { Clear-OldShows }
    Start-Sleep $pause
    if (-not $last) {  # it never came up: do not hurry, and wait longer for it
        $pause = [Math]::Min(60, $pause * 2)
        $first = [Math]::Min(120, $first * 2)
    }
}
