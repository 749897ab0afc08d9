# What start, test and publish share. Sourced, with the repository as the current folder.
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1 DOTNET_GENERATE_ASPNET_CERTIFICATE=false
# A build that we start must not leave servers behind that hold our output open.
export MSBUILDDISABLENODEREUSE=1

say() { echo "$(basename "$0"): $*" >&2; }

# The SDK in the version that global.json asks for.
need_dotnet() {
  if ! command -v dotnet >/dev/null; then
    say "the .NET SDK 10 is missing. See https://dotnet.microsoft.com/download, or: apt install dotnet-sdk-10.0"
    return 1
  fi
  if ! dotnet --version >/dev/null 2>&1; then
    say "global.json asks for the .NET SDK $(grep -o '"version": *"[^"]*"' global.json | cut -d'"' -f4) or a later 10; there is only:"
    dotnet --list-sdks >&2 || true
    return 1
  fi
}
