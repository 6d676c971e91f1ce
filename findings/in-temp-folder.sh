# Sourced by the scripts beside it. Moves to a temporary folder, which is removed at the end, and installs npm packages there:
#   in_temp_folder NAME@VERSION …
in_temp_folder() {
  local folder
  folder=$(mktemp -d)
  trap "rm -rf '$folder'" EXIT
  cd "$folder"
  npm init --yes >/dev/null
  npm install --silent --no-audit --no-fund "$@"
  echo "Packages: $*"
  echo "Node $(node --version), $(uname -sm), $(date +%F)"
}
