; The tray app for Windows without an installation: unpacks itself, runs, and takes everything away.
; packaging/installer.py defines VERSION, NUMBERS (a.b.c.d), PUBLISHER, BUNDLE, ICON and PACKAGE.
!include "LogicLib.nsh"
Unicode true
ManifestDPIAware true
SetCompressor /SOLID lzma
RequestExecutionLevel user
SilentInstall silent

!define SCHEME "Software\Classes\beistand"
!define NAME_IN_NOTIFICATIONS "Software\Classes\AppUserModelId\${PUBLISHER}"

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

  ; beistand: links lead to it while it runs, where no installed app has them.
  ReadRegStr $1 HKCU "${SCHEME}\shell\open\command" ""
  ReadRegStr $2 HKCU "${SCHEME}" "Portable"
  ${If} $1 == ""
  ${OrIf} $2 != ""
    StrCpy $3 "own"
    WriteRegStr HKCU "${SCHEME}" "" "URL:Beistand"
    WriteRegStr HKCU "${SCHEME}" "URL Protocol" ""
    ; What a start that was ended by force left behind is known by this.
    WriteRegStr HKCU "${SCHEME}" "Portable" "1"
    WriteRegStr HKCU "${SCHEME}\shell\open\command" "" '"$PLUGINSDIR\Beistand\beistand-tray.exe" --attach "%1"'
  ${EndIf}

  ExecWait '"$PLUGINSDIR\Beistand\beistand-tray.exe"'

  ${If} $3 == "own"
    ; Another start may have them by now.
    ReadRegStr $1 HKCU "${SCHEME}\shell\open\command" ""
    ${If} $1 == '"$PLUGINSDIR\Beistand\beistand-tray.exe" --attach "%1"'
      DeleteRegKey HKCU "${SCHEME}"
    ${EndIf}
  ${EndIf}
  ; Windows was told by which name notifications come; an installed app tells it again.
  DeleteRegKey HKCU "${NAME_IN_NOTIFICATIONS}"
  ; A folder that is worked in can't be deleted.
  SetOutPath "$TEMP"
  RMDir /r "$PLUGINSDIR\Beistand"
SectionEnd
