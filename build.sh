#!/usr/bin/env bash
# Checks what a machine must have, restores the build tool when its manifest changed, then hands over to build.cake.
set -euo pipefail
cd "$(dirname "$0")"
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_CLI_USE_MSBUILD_SERVER=0
[ -t 1 ] || export NO_COLOR=1

case "$PWD" in
  *\;*) echo "build.sh: the path of this clone has a semicolon, where MSBuild takes a path to end: $PWD. Move the clone." >&2; exit 2 ;;
esac
need() { echo "build.sh: $1 is missing. $2" >&2; exit 1; }
command -v dotnet >/dev/null || need "the .NET 10 SDK" "Install it from https://dotnet.microsoft.com/download and put 'dotnet' on the PATH."
command -v node >/dev/null || need "Node 20" "Install it from https://nodejs.org and put 'node' on the PATH."
command -v npm >/dev/null || need "npm" "It comes with Node 20 (https://nodejs.org); some distributions package it apart."

manifest=.config/dotnet-tools.json marker=artifacts/.state/tools-restored
# Restored for one machine, home folder and list of tools: a copied artifacts folder brings the note along, but not the tools.
restored="$HOSTNAME ${DOTNET_CLI_HOME:-${HOME:-}} ${NUGET_PACKAGES:-} $(<"$manifest")"
if [ ! -f "$marker" ] || [ "$(<"$marker")" != "$restored" ]; then
  dotnet --version >/dev/null 2>&1 || need "the .NET 10 SDK" "global.json asks for it; installed: $(dotnet --list-sdks | tr '\n' ' ')"
  case "$(node --version)" in
    v[0-9].* | v1[0-9].*) need "Node 20" "This is Node $(node --version)." ;;
  esac
  dotnet tool restore >/dev/null
  mkdir -p "${marker%/*}" && printf '%s\n' "$restored" >"$marker"
fi

export LANDSCAPE_LAUNCHER=$$ # which the next line keeps: Cake stops when it is gone
exec dotnet cake build.cake "$@"
