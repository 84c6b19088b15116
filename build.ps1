# Checks what a machine must have, restores the build tool when its manifest changed, then hands over to build.cake.
$ErrorActionPreference = 'Stop'
Set-Location $PSScriptRoot
$env:DOTNET_NOLOGO = '1'
$env:DOTNET_CLI_TELEMETRY_OPTOUT = '1'
$env:DOTNET_CLI_USE_MSBUILD_SERVER = '0'
if ([Console]::IsOutputRedirected) { $env:NO_COLOR = '1' }

if ("$PWD".Contains(';')) {
  [Console]::Error.WriteLine("build.ps1: the path of this clone has a semicolon, where MSBuild takes a path to end: $PWD. Move the clone.")
  exit 2
}

function Need([string] $what, [string] $how) {
  [Console]::Error.WriteLine("build.ps1: $what is missing. $how")
  exit 1
}

if (-not (Get-Command dotnet -ErrorAction SilentlyContinue)) { Need 'the .NET 10 SDK' "Install it from https://dotnet.microsoft.com/download and put 'dotnet' on the PATH." }
if (-not (Get-Command node -ErrorAction SilentlyContinue)) { Need 'Node 20' "Install it from https://nodejs.org and put 'node' on the PATH." }
if (-not (Get-Command npm -ErrorAction SilentlyContinue)) { Need 'npm' 'It comes with Node 20 (https://nodejs.org).' }

# Restored for one machine, home folder and list of tools: a copied artifacts folder brings the note along, but not the tools.
$restored = "$([Environment]::MachineName) $HOME $env:DOTNET_CLI_HOME $env:NUGET_PACKAGES $(Get-Content -Raw '.config/dotnet-tools.json')"
$marker = 'artifacts/.state/tools-restored'
if (-not (Test-Path $marker) -or (Get-Content -Raw $marker) -cne $restored) {
  dotnet --version *> $null
  if ($LASTEXITCODE -ne 0) { Need 'the .NET 10 SDK' "global.json asks for it; installed: $(dotnet --list-sdks)" }
  $node = node --version
  if ([int]($node.TrimStart('v').Split('.')[0]) -lt 20) { Need 'Node 20' "This is Node $node." }
  dotnet tool restore | Out-Null
  if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
  New-Item -ItemType Directory -Force 'artifacts/.state' | Out-Null
  Set-Content -NoNewline $marker $restored
}

dotnet cake build.cake @args
exit $LASTEXITCODE
