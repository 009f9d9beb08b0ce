; The tray app for Windows without an installation: unpacks itself, runs, and takes everything away.
; packaging/installer.py defines VERSION, NUMBERS (a.b.c.d), PUBLISHER, BUNDLE, ICON and PACKAGE.
Unicode true
ManifestDPIAware true
SetCompressor /SOLID lzma
RequestExecutionLevel user
SilentInstall silent

Name "Beistand"
OutFile "${PACKAGE}"
Icon "${ICON}"

VIProductVersion "${NUMBERS}"
VIAddVersionKey /LANG=1031 "ProductName" "Beistand"
VIAddVersionKey /LANG=1031 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=1031 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=1031 "FileDescription" "Beistand"
VIAddVersionKey /LANG=1031 "CompanyName" "${PUBLISHER}"
VIAddVersionKey /LANG=1031 "LegalCopyright" "AGPL-3.0-or-later"

Section
  ; A folder of this one start, which NSIS deletes at its end.
  InitPluginsDir
  SetOutPath "$PLUGINSDIR\Beistand"
  File /r "${BUNDLE}\*.*"
  ; By it the app knows that it is to keep nothing (tray_app/places.py).
  FileOpen $0 "$PLUGINSDIR\Beistand\portable" w
  FileClose $0
  ExecWait '"$PLUGINSDIR\Beistand\beistand-tray.exe"'
  ; A folder that is worked in can't be deleted.
  SetOutPath "$TEMP"
  RMDir /r "$PLUGINSDIR\Beistand"
SectionEnd
