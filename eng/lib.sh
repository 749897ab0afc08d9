# What start, test and publish share. Sourced, with the repository as the current folder.
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1 DOTNET_GENERATE_ASPNET_CERTIFICATE=false
# A build that we start must not leave servers behind that hold our output open.
export MSBUILDDISABLENODEREUSE=1

# The SDK refuses to run, and NuGet to restore, for a user without a home: they get one here.
if [ ! -w "${HOME:-/nonexistent}" ] && [ -z "${DOTNET_CLI_HOME:-}" ]; then
  mkdir -p artifacts/home
  export DOTNET_CLI_HOME="$PWD/artifacts/home"
fi

say() { echo "$(basename "$0"): $*" >&2; }

# The SDK in the version that global.json asks for.
need_dotnet() {
  if ! command -v dotnet >/dev/null; then
    say "the .NET SDK 10 is missing. See https://dotnet.microsoft.com/download, or: apt install dotnet-sdk-10.0"
    return 1
  fi
  local why
  if ! why=$(dotnet --version 2>&1); then
    say "global.json asks for the .NET SDK $(grep -o '"version": *"[^"]*"' global.json | cut -d'"' -f4) or a later 10, and dotnet says:"
    echo "$why" | head -20 >&2
    return 1
  fi
}

# Publishes the program as machine code into a folder that takes the old one's place when all is well: publish_to FOLDER LOG OPTION...
# Compiled ahead, sextant takes less than half of the processor time to start that compiling at run time takes; the files of a program that runs are never written to.
# One compiler serves all projects, also where the environment turns that off: each would start its own, and the first start take 6 s longer.
# Its builds have their own folder: the runtime of the target must not disturb the incremental builds of the tests.
publish_to() {
  local to=$1 log=$2
  shift 2
  mkdir -p "$(dirname "$log")"
  if [ -x eng/fetch-duckdb ]; then eng/fetch-duckdb || { say "the DuckDB library is needed and could not be fetched."; return 1; }; fi
  rm -rf "$to.new"
  if ! dotnet publish src/Sextant.Cli -c Release -r linux-x64 -v q --nologo -nodeReuse:false -p:UseSharedCompilation=true \
    -p:SextantPublish=true -p:ArtifactsPath="$PWD/artifacts/publish-build" -o "$PWD/$to.new" "$@" >"$log" 2>&1 </dev/null; then
    grep -E 'error' "$log" | sort -u | head -20 >&2 || true
    return 1
  fi
  cp -a LICENSE "$to.new/"
  chmod -R u+rw,go+r "$to.new" && chmod a+rx "$to.new" "$to.new/sextant"
  rm -rf "$to"
  mv "$to.new" "$to"
}

# What the program is made of; options are find's. Only what exists is asked for: find counts a missing folder as a failure. Lock files are written by the build itself.
program_sources() {
  local one roots=()
  for one in src packs eng Directory.Build.props Directory.Packages.props global.json; do
    [ ! -e $one ] || roots+=("$one")
  done
  find "${roots[@]}" -type f ! -name packages.lock.json "$@" | LC_ALL=C sort
}

# is_current PROGRAM STAMP: no source is newer than the last build and none came or went. This spares the seconds that msbuild takes to find that out.
is_current() {
  [ -f "$1" ] && [ -f "$2" ] &&
    [ "$(program_sources | cksum)" = "$(cat "$2")" ] &&
    [ -z "$(program_sources -newer "$2")" ]
}

# publish_once FOLDER LOG STAMP OPTION...: publishes, and leaves a stamp by which is_current can tell later.
publish_once() {
  local to=$1 log=$2 stamp=$3 began
  shift 3
  mkdir -p "$(dirname "$log")" "$(dirname "$stamp")"
  began=$(mktemp "$stamp.XXXXXX")
  program_sources | cksum >"$began" # taken before the build: what changes during it is built the next time
  if ! publish_to "$to" "$log" "$@"; then
    rm -f "$began"
    return 1
  fi
  mv "$began" "$stamp"
}
