@echo off
rem Opens the slideshow of screen @SCREEN@ at every login. "install.bat /remove" takes that back.
set "LINK=%APPDATA%\Microsoft\Windows\Start Menu\Programs\Startup\hyqz-screen-@SCREEN@.lnk"
if /i "%~1"=="/remove" (
  if exist "%LINK%" del "%LINK%"
  echo OK: removed.
  pause
  exit /b 0
)
set "TARGET=%~dp0start.bat"
powershell.exe -NoProfile -ExecutionPolicy Bypass -Command "$s = (New-Object -ComObject WScript.Shell).CreateShortcut($env:LINK); $s.TargetPath = $env:TARGET; $s.WorkingDirectory = Split-Path $env:TARGET; $s.WindowStyle = 7; $s.Save()"
if errorlevel 1 (
  echo FAILED.
  pause
  exit /b 1
)
echo OK: it will start at the next login. Starting it now...
call "%TARGET%"
pause
