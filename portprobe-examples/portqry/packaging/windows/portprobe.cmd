@echo off
rem portprobe, portqry, telnet, netsh: report whether something is listening on a port. See --help of
rem each. They are copies of this file. Its name selects the command.
rem
rem   JAVA_HOME            which Java to run; default: java on the PATH
rem   PORTPROBE_JAVA_OPTS  further options for it
rem
rem This file has no blocks in parentheses: the parenthesis of a path such as "C:\Program Files (x86)"
rem would end one. Paths are expanded between quotes only, because of blanks and ampersands in them.
setlocal EnableExtensions DisableDelayedExpansion
set "ERRORLEVEL="
set "PORTPROBE_HOME=%~dp0.."
if not "%PORTPROBE_HOME:;=%"=="%PORTPROBE_HOME%" goto bad_home
set "PORTPROBE_JAVA="
if defined JAVA_HOME goto use_java_home
for %%j in (java.exe) do set "PORTPROBE_JAVA=%%~$PATH:j"
if defined PORTPROBE_JAVA goto find_options
echo %~n0: java: not found (expected: Java 17 or newer on the PATH, or JAVA_HOME) 1>&2
exit /b 71

:use_java_home
set "PORTPROBE_JAVA=%JAVA_HOME:"=%\bin\java.exe"
if not exist "%PORTPROBE_JAVA%" goto bad_java_home

rem Java 24 and later print a warning without this option, which earlier versions do not know.
:find_options
set "PORTPROBE_UNSAFE="
for %%j in ("%PORTPROBE_JAVA%") do set "PORTPROBE_RELEASE=%%~dpj..\release"
if not exist "%PORTPROBE_RELEASE%" goto run
findstr /r /c:"^JAVA_VERSION=.2[4-9]" /c:"^JAVA_VERSION=.[3-9][0-9]" "%PORTPROBE_RELEASE%" >nul 2>&1 && set "PORTPROBE_UNSAFE=--sun-misc-unsafe-memory-access=allow"

rem The exit codes 0, 1 and 2 are states of a port. Only the Java program decides them: it adds 1000 to
rem each exit code, since a Java that cannot start ends with 1.
:run
"%PORTPROBE_JAVA%" -XX:TieredStopAtLevel=1 -XX:-UsePerfData --enable-native-access=ALL-UNNAMED %PORTPROBE_UNSAFE% ^
	-Dio.portprobe.shaded.io.netty.jfr.enabled=false -Djdk.reflect.useNativeAccessorOnly=true -Dportqry.launcher=cmd -Dportqry.command=%~n0 %PORTPROBE_JAVA_OPTS% ^
	-cp "%PORTPROBE_HOME%\lib\portprobe.jar;%PORTPROBE_HOME%\plugins\*" io.portprobe.examples.portqry.Main %*
set "PORTPROBE_CODE=%ERRORLEVEL%"
if %PORTPROBE_CODE% geq 1000 goto pass
if %PORTPROBE_CODE% gtr 128 exit /b %PORTPROBE_CODE%
echo %~n0: Java ended with exit code %PORTPROBE_CODE% before %~n0 had a result; Java's message is above 1>&2
for %%v in (JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS _JAVA_OPTIONS PORTPROBE_JAVA_OPTS) do if defined %%v echo %~n0: %%v is set; Java must start with its options 1>&2
exit /b 71

:pass
set /a PORTPROBE_CODE-=1000
exit /b %PORTPROBE_CODE%

:bad_home
echo %~n0: "%PORTPROBE_HOME%" (expected: a path without a semicolon, because Java's class path is divided by semicolons) 1>&2
exit /b 71

:bad_java_home
echo %~n0: JAVA_HOME: "%JAVA_HOME:"=%" (expected: a JDK or JRE, 17 or newer) 1>&2
exit /b 71
