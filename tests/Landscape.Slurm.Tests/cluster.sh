#!/usr/bin/env bash
# A SLURM of two nodes on this machine for as long as standard input stays open: cluster.sh FOLDER CONTROLLER_PORT NODE_PORT NODE_PORT
# Every line read is a command (stop or start, then controller, n1 or n2) and answered by "done"; "ready" comes when both nodes are idle.
# The daemons die with this shell (pdeathsig). What they started is found by the SLURM_CONF that it inherited.
set -u
folder=$1 me=$(id -un)
export SLURM_CONF=$folder/slurm.conf PATH=$PATH:/usr/sbin:/sbin
mkdir -p "$folder/state" "$folder/n1" "$folder/n2"
chmod 755 "$folder" "$folder/state"
mungekey --create --keyfile="$folder/munge.key" --bits=1024 || exit 1
cat > "$SLURM_CONF" <<CONF
ClusterName=landscape
SlurmctldHost=$(hostname -s)(127.0.0.1)
SlurmctldPort=$2
SlurmUser=$me
SlurmdUser=$me
AuthType=auth/munge
AuthInfo=socket=$folder/munge.socket,cred_expire=5
CommunicationParameters=NoCtldInAddrAny,NoInAddrAny
StateSaveLocation=$folder/state
SlurmdSpoolDir=$folder/%n
SlurmctldPidFile=$folder/slurmctld.pid
SlurmdPidFile=$folder/%n.pid
SlurmctldLogFile=$folder/slurmctld.log
SlurmdLogFile=$folder/%n.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
JobCompType=jobcomp/none
MpiDefault=none
SwitchType=switch/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SchedulerType=sched/builtin
SchedulerParameters=sched_interval=1,batch_sched_delay=0
SlurmdParameters=config_overrides
ReturnToService=2
SlurmctldTimeout=5
SlurmdTimeout=5
InactiveLimit=0
KillWait=1
MessageTimeout=10
BatchStartTimeout=60
MinJobAge=3600
NodeName=n1 NodeHostname=$(hostname -s) NodeAddr=127.0.0.1 Port=$3 CPUs=2 RealMemory=2000
NodeName=n2 NodeHostname=$(hostname -s) NodeAddr=127.0.0.1 Port=$4 CPUs=2 RealMemory=2000
PartitionName=main Nodes=n1,n2 Default=YES MaxTime=60 State=UP
CONF

declare -A pid
run() { local name=$1; shift; setpriv --pdeathsig KILL "$@" >>"$folder/$name.out" 2>&1 </dev/null & pid[$name]=$!; }
start() {
  case $1 in
    munge) run munge munged --foreground --force --socket="$folder/munge.socket" --key-file="$folder/munge.key" --pid-file="$folder/munge.pid" \
             --log-file="$folder/munge.log" --seed-file="$folder/munge.seed" ;;
    controller) run controller slurmctld -D ;;
    *) run "$1" slurmd -D -N "$1" ;;
  esac
}
stop() { kill -9 "${pid[$1]}" 2>/dev/null; wait "${pid[$1]}" 2>/dev/null; }
idle() { [ "$(sinfo -h -N -o %T 2>/dev/null | tr '\n' ' ')" = "idle idle " ]; }
inherited() { grep -lsFz "SLURM_CONF=$SLURM_CONF" /proc/[0-9]*/environ | cut -d/ -f3; }
end() {
  trap - EXIT
  for name in "${!pid[@]}"; do stop "$name"; done
  local round other
  for round in 1 2 3; do
    for other in $(inherited); do [ "$other" = $$ ] || kill -9 "$other"; done
  done 2>/dev/null
}
trap end EXIT
trap 'exit 1' TERM INT HUP

start munge
for _ in $(seq 100); do [ -S "$folder/munge.socket" ] && break; sleep 0.05; done
start controller
start n1
start n2
for _ in $(seq 200); do idle && break; sleep 0.1; done
idle || { tail -n 5 "$folder"/*.log "$folder"/*.out; exit 1; }
echo ready
while read -r action what; do
  "$action" "$what"
  echo done
done
