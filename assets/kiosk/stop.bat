@echo off
rem Closes the slideshow of screen @SCREEN@ within three seconds, until start.bat or the next login.
if not exist "%LOCALAPPDATA%\hyqz-screen\@SCREEN@" mkdir "%LOCALAPPDATA%\hyqz-screen\@SCREEN@"
type nul > "%LOCALAPPDATA%\hyqz-screen\@SCREEN@\stop"
