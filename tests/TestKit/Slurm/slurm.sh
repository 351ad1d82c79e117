#!/bin/sh
# slurm.sh FOLDER PORT PORT: runs a private Slurm of one node for tests in an empty folder, on the loopback only. Says
# "ready" on a line of its own when it takes jobs, and stops it when its standard input ends, so that it never outlives
# the one who started it, or when it is told to. Needs root: a Slurm node starts jobs as any user.
set -eu
folder=$1 controller_port=$2 node_port=$3

for program in munged slurmctld slurmd; do
  command -v $program >/dev/null || { echo "$program is not installed (apt-get install slurm-wlm munge)"; exit 1; }
done
[ "$(id -u)" = 0 ] || { echo "only root can run a node of Slurm"; exit 1; }
cd "$folder"
chmod 755 .
mkdir state spool
mkdir -m 700 munge
host=$(hostname -s)
head -c 128 /dev/urandom >munge/key
chmod 400 munge/key

cat >slurm.conf <<CONF
ClusterName=test
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=$controller_port
SlurmdPort=$node_port
SlurmUser=root
AuthType=auth/munge
AuthInfo=socket=$folder/munge.socket
CredType=cred/munge
StateSaveLocation=$folder/state
SlurmdSpoolDir=$folder/spool
SlurmctldPidFile=$folder/slurmctld.pid
SlurmdPidFile=$folder/slurmd.pid
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
MpiDefault=none
SwitchType=switch/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SchedulerParameters=sched_interval=1,batch_sched_delay=0,sched_min_interval=0,bf_interval=1
SlurmdParameters=config_overrides
ReturnToService=2
KillWait=20
NodeName=$host NodeAddr=127.0.0.1 CPUs=8 RealMemory=8000 State=UNKNOWN
PartitionName=main Nodes=$host Default=YES MaxTime=INFINITE State=UP
CONF
export SLURM_CONF="$folder/slurm.conf"

munged --foreground --force --key-file="$folder/munge/key" --socket="$folder/munge.socket" \
  --pid-file="$folder/munge/pid" --log-file="$folder/munge/log" --seed-file="$folder/munge/seed" \
  </dev/null >munge.log 2>&1 &
pids=$!
alive() { for pid in $pids; do ! kill -0 "$pid" 2>/dev/null || return 0; done; return 1; }
stop() {
  set +e
  kill $pids 2>/dev/null
  # A node with a job that is just ending may take a minute to stop.
  tries=30
  while alive && [ $tries -gt 0 ]; do
    tries=$((tries - 1))
    sleep 0.1
  done
  kill -KILL $pids 2>/dev/null
  wait
  # What still carries out a job would try for an hour to tell a controller that is gone.
  for place in /proc/[0-9]*; do
    case "$(cat "$place/comm" 2>/dev/null) $(readlink "$place/cwd")" in
      slurmstepd*" $folder") kill -KILL "${place#/proc/}" ;;
    esac
  done
}
trap stop EXIT
trap 'exit 1' INT TERM
tries=100
until [ -S munge.socket ]; do
  tries=$((tries - 1))
  [ $tries -gt 0 ] || { cat munge.log; exit 1; }
  sleep 0.1
done
slurmctld -D -f "$SLURM_CONF" </dev/null >slurmctld.log 2>&1 &
pids="$! $pids"
slurmd -D -f "$SLURM_CONF" -N "$host" </dev/null >slurmd.log 2>&1 &
pids="$! $pids"
tries=300
until sinfo --noheader --format=%t 2>/dev/null | grep -q idle; do
  tries=$((tries - 1))
  [ $tries -gt 0 ] || { cat slurmctld.log slurmd.log; exit 1; }
  sleep 0.1
done
echo ready
read -r _ || true
