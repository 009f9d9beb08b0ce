; The Windows installer of the tray app, for one person and without an administrator's rights.
; packaging/installer.py defines VERSION, NUMBERS (a.b.c.d), PUBLISHER, BUNDLE, ICON, PACKAGE and KIB.
Unicode true
ManifestDPIAware true
SetCompressor /SOLID lzma
RequestExecutionLevel user

!include "LogicLib.nsh"
!include "MUI2.nsh"

!define PROGRAM "beistand-tray.exe"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\Beistand"
!define SCHEME "Software\Classes\beistand"
!define NAME_IN_NOTIFICATIONS "Software\Classes\AppUserModelId\${PUBLISHER}"
!define AUTOSTART "Software\Microsoft\Windows\CurrentVersion\Run"

Name "Beistand"
OutFile "${PACKAGE}"
InstallDir "$LOCALAPPDATA\Programs\Beistand"
InstallDirRegKey HKCU "${UNINSTALL}" "InstallLocation"
BrandingText "Beistand ${VERSION}"
ShowInstDetails nevershow
ShowUninstDetails nevershow

VIProductVersion "${NUMBERS}"
VIAddVersionKey /LANG=1031 "ProductName" "Beistand"
VIAddVersionKey /LANG=1031 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=1031 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=1031 "FileDescription" "Beistand"
VIAddVersionKey /LANG=1031 "CompanyName" "${PUBLISHER}"
VIAddVersionKey /LANG=1031 "LegalCopyright" "AGPL-3.0-or-later"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
; Nothing to choose: it is installed, and runs.
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_RUN "$INSTDIR\${PROGRAM}"
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "German"
!insertmacro MUI_LANGUAGE "English"

; A program that runs holds its files: it is asked to end, and then ended.
!macro EndRunning UN
Function ${UN}EndRunning
  nsExec::Exec 'taskkill /IM "${PROGRAM}"'
  Pop $0
  ${If} $0 == 0
    Sleep 1500
    nsExec::Exec 'taskkill /F /IM "${PROGRAM}"'
    Pop $0
  ${EndIf}
FunctionEnd
!macroend
!insertmacro EndRunning ""
!insertmacro EndRunning "un."

Section "Beistand"
  Call EndRunning
  SetOutPath "$INSTDIR"
  ; What an older version brought and this one does not.
  RMDir /r "$INSTDIR\_internal"
  File /r "${BUNDLE}\*.*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\Beistand.lnk" "$INSTDIR\${PROGRAM}"

  ; beistand: links
  WriteRegStr HKCU "${SCHEME}" "" "URL:Beistand"
  WriteRegStr HKCU "${SCHEME}" "URL Protocol" ""
  WriteRegStr HKCU "${SCHEME}\DefaultIcon" "" "$INSTDIR\${PROGRAM},0"
  WriteRegStr HKCU "${SCHEME}\shell\open\command" "" '"$INSTDIR\${PROGRAM}" --attach "%1"'

  ; The list of programs
  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "Beistand"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\${PROGRAM},0"
  WriteRegStr HKCU "${UNINSTALL}" "Publisher" "${PUBLISHER}"
  WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" ${KIB}
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
SectionEnd

Section "Uninstall"
  Call un.EndRunning
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\${PROGRAM}"
  Delete "$INSTDIR\uninstall.exe"
  ; Only if nothing else is in it: the person may have chosen a folder of theirs.
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\Beistand.lnk"
  DeleteRegKey HKCU "${SCHEME}"
  DeleteRegKey HKCU "${NAME_IN_NOTIFICATIONS}"
  DeleteRegKey HKCU "${UNINSTALL}"
  DeleteRegValue HKCU "${AUTOSTART}" "Beistand"
SectionEnd
