#!/bin/sh
# Verifies this bag without a network. Checksums need standard tools alone; with the .NET 10 runtime also structure, provenance and every certificate.
#   ./verify.sh               everything that this machine can check
#   ./verify.sh --checksums   checksums only
# A change of this file is found by itself only if the change leaves it able to look: compare the SHA-256 of the tar with the published one, too.
set -eu
echo "verify.sh: checking $(dirname "$0")"
verified=
trap '[ "$verified" ] || { echo "verify.sh: not verified; if no other file is named above, verify.sh itself may be changed" >&2; exit 1; }' EXIT
cd "$(dirname "$0")"
LC_ALL=C
export LC_ALL

refuse() {
  echo "verify.sh: refused: $*" >&2
  exit 1
}

sum=sha512sum
command -v sha512sum >/dev/null 2>&1 || sum='shasum -a 512'
$sum verify.sh >/dev/null || refuse "neither sha512sum nor shasum is there"

payload() {
  find data -type f -exec $sum {} + | sort -k 2
}
tags() {
  find . -type f ! -path './data/*' ! -path ./tagmanifest-sha512.txt -exec $sum {} + | sed 's,  \./,  ,' | sort -k 2
}

# A manifest is right when it is, byte for byte, the one that the files here give: nothing changed, lacking or added.
compare() {
  if ! "$1" | cmp -s - "$2"; then
    names=$("$1" | diff - "$2" | sed -n 's/^[<>] *[^ ]*  *//p' | sort -u | tr '\n' ' ')
    refuse "changed, missing or added: $names(not what $2 says)"
  fi
}

odd=$(find . ! -type f ! -type d | tr '\n' ' ')
[ -z "$odd" ] || refuse "neither file nor folder: $odd"
compare tags tagmanifest-sha512.txt
compare payload manifest-sha512.txt
echo "checksums: every file is what the manifests say"

program=data/runtime/pipeline/Landscape.Pipeline/bin/Release/net10.0/Landscape.Pipeline.dll
if [ "${1:-}" = --checksums ]; then
  :
elif command -v dotnet >/dev/null 2>&1 && dotnet --list-runtimes | grep -q '^Microsoft.NETCore.App 10\.'; then
  dotnet exec "$program" verify-bag .
else
  echo "structure, provenance and certificates: not checked, the .NET 10 runtime is not here (https://dotnet.microsoft.com/download)"
fi

# Once more and in other words, so that one changed byte in this file cannot silence the check.
tags | diff - tagmanifest-sha512.txt >/dev/null && verified=yes && echo "verified: $(wc -l <manifest-sha512.txt | tr -d ' ') files" && exit 0
echo "refused: a tag file is not what tagmanifest-sha512.txt says; verify.sh itself may be changed" >&2
exit 1
