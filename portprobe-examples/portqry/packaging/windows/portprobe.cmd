@echo off
rem portprobe, portqry, telnet, netsh: report whether something is listening on a port. See --help of
rem each. They are copies of this file. Its name selects the command.
rem
rem   JAVA_HOME            which Java to run; default: java on the PATH
rem   PORTPROBE_JAVA_OPTS  further options for it
setlocal DisableDelayedExpansion
set "PORTPROBE_HOME=%~dp0.."
set "PORTPROBE_JAVA=java"
if defined JAVA_HOME set "PORTPROBE_JAVA=%JAVA_HOME%\bin\java.exe"
if defined JAVA_HOME if not exist "%PORTPROBE_JAVA%" (
	echo %~n0: JAVA_HOME: '%JAVA_HOME%' ^(expected: a JDK or JRE, 17 or newer^) 1>&2
	exit /b 71
)

rem Java 24 and later print a warning without this option, which earlier versions do not know.
set "PORTPROBE_UNSAFE="
if defined JAVA_HOME if exist "%JAVA_HOME%\release" (
	findstr /r /c:"^JAVA_VERSION=.2[4-9]" /c:"^JAVA_VERSION=.[3-9][0-9]" "%JAVA_HOME%\release" >nul 2>&1 && set "PORTPROBE_UNSAFE=--sun-misc-unsafe-memory-access=allow"
)

rem The exit codes 0, 1 and 2 are states of a port. Only the Java program decides them: it adds 100 to
rem a state, since a Java that cannot start ends with 1.
"%PORTPROBE_JAVA%" -XX:TieredStopAtLevel=1 -XX:-UsePerfData --enable-native-access=ALL-UNNAMED %PORTPROBE_UNSAFE% ^
	-Dio.portprobe.shaded.io.netty.jfr.enabled=false -Dportqry.launcher=0 -Dportqry.command=%~n0 %PORTPROBE_JAVA_OPTS% ^
	-cp "%PORTPROBE_HOME%\lib\portprobe.jar;%PORTPROBE_HOME%\plugins\*" io.portprobe.examples.portqry.Main %*
set "PORTPROBE_CODE=%ERRORLEVEL%"
if %PORTPROBE_CODE%==100 exit /b 0
if %PORTPROBE_CODE%==101 exit /b 1
if %PORTPROBE_CODE%==102 exit /b 2
if %PORTPROBE_CODE%==9009 (
	echo %~n0: java: not found ^(expected: Java 17 or newer on the PATH, or JAVA_HOME^) 1>&2
	exit /b 71
)
if %PORTPROBE_CODE% geq 0 if %PORTPROBE_CODE% leq 2 (
	echo %~n0: Java ended with exit code %PORTPROBE_CODE% before %~n0 had a result; Java's message is above 1>&2
	exit /b 71
)
exit /b %PORTPROBE_CODE%
