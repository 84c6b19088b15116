#!/bin/sh
# Runs everything again from the sources in this bag, in a temporary folder, and compares every table and file with those in the bag.
#   ./reproduce.sh                all stages
#   ./reproduce.sh --from=STAGE   STAGE and what follows it; earlier results are taken from the bag
#   ./reproduce.sh --keep         leaves the temporary folder there
# Needs the .NET 10 SDK and Node 20 with npm, and packages from their registries unless the caches have them.
# Exit code: 0 reproduced, 1 not, 2 wrong arguments.
set -eu
bag=$(cd "$(dirname "$0")" && pwd)
from='' keep=''
for argument in "$@"; do
  case "$argument" in
    --from=*) from=${argument#--from=} ;;
    --keep) keep=yes ;;
    *) echo "reproduce.sh: unknown argument $argument; expected --from=STAGE or --keep" >&2; exit 2 ;;
  esac
done

"$bag/verify.sh" --checksums
config=$(sed -n 's/^Landscape-Config: //p' "$bag/bag-info.txt")
work=$(mktemp -d "${TMPDIR:-/tmp}/landscape-reproduce.XXXXXX")
leave() {
  if [ -n "$keep" ]; then echo "left: $work"; else chmod -R u+w "$work" && rm -rf "$work"; fi
}
trap leave EXIT
trap 'exit 130' INT TERM
cp -R "$bag/data/source/." "$work"
chmod -R u+w "$work"
cd "$work"

[ -z "$from" ] || ./build.sh --target=Import --bag="$bag" --before="$from"
./build.sh --config="$config"
code=0
dotnet exec pipeline/Landscape.Pipeline/bin/Release/net10.0/Landscape.Pipeline.dll compare-bag "$bag" "$work" || code=1
exit $code
