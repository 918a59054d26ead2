@echo off
rem Opens the slideshow of screen @SCREEN@ full screen and keeps it open. See start.ps1.
start "hyqz-screen" /min powershell.exe -NoProfile -ExecutionPolicy Bypass -WindowStyle Hidden -File "%~dp0start.ps1"
