#!/bin/sh
# Puts PoseCoach into the menu of this account: no rights of an administrator are needed. `./install.sh --remove`
# takes it out again; the sessions stay where they are (`PoseCoach data path`; `PoseCoach data delete --all`).
set -e
here=$(cd "$(dirname "$0")" && pwd)
share="${XDG_DATA_HOME:-$HOME/.local/share}"
entry="$share/applications/posecoach.desktop"
icon="$share/icons/hicolor/512x512/apps/posecoach.png"
if [ "$1" = "--remove" ]; then
    rm -f "$entry" "$icon"
    echo "PoseCoach is out of the menu. This folder can be deleted now: $here"
    exit 0
fi
mkdir -p "$(dirname "$entry")" "$(dirname "$icon")"
cp "$here/icon.png" "$icon"
sed "s|^Exec=.*|Exec=\"$here/PoseCoach\"|" "$here/posecoach.desktop" > "$entry"
echo "PoseCoach is in the menu. It runs from this folder: $here"
