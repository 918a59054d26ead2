@echo off
rem Double click: the live preview in the browser (hyqz.py by itself opens the menu). ASCII only, so that every code page reads it alike;
rem the Chinese words below are for PowerShell to spell out.
pushd "%~dp0"
set "PY="
py -3 -c "" >nul 2>nul && set "PY=py -3"
if defined PY goto run
python -c "" >nul 2>nul && set "PY=python"
if defined PY goto run

powershell -NoProfile -Command "Write-Host ([regex]::Unescape('\u6ca1\u6709\u627e\u5230 Python 3.11 \u6216\u66f4\u65b0\u7684\u7248\u672c\u3002\u8bf7\u5230 Python \u5b98\u7f51\u4e0b\u8f7d\u5b89\u88c5\uff0c\u5b89\u88c5\u65f6\u52fe\u9009 Add python.exe to PATH\uff0c\u88c5\u597d\u540e\u518d\u53cc\u51fb\u672c\u6587\u4ef6\u3002'))"
echo Python 3.11 or newer is needed. Please install it from python.org and tick "Add python.exe to PATH".
popd
pause
exit /b 2

:run
if "%~1"=="" (
  %PY% hyqz.py serve --open
) else (
  %PY% hyqz.py %*
)
set "RC=%ERRORLEVEL%"
popd
if not "%RC%"=="0" pause
exit /b %RC%
