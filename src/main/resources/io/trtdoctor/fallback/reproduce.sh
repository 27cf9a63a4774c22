#!/bin/sh
${heading}
# Needs trtexec of TensorRT ${line} and an NVIDIA GPU; nothing of trt-doctor.
# Ends with 0 if the build ends as it was recorded to, with 1 if it comes out although it should
# fail, with 2 if it fails in another way, with 3 if something is missing here.
cd "$(dirname "$0")" || exit 3

came_out() {
  if [ "$status" -eq 0 ]; then
    echo "$1"
    exit "$2"
  fi
}

seen() {
  echo "$1"
  exit 0
}

${guards}
: >reproduce.log || exit 3
# How many seconds the build may take, nothing for as many as it likes.
${limit}
${limit:+timeout "$limit"} ${command} \
  >reproduce.log 2>&1; status=$?
if [ "$status" -eq 127 ]; then
  echo 'error: trtexec is not on the PATH; it comes with TensorRT, often in /usr/src/tensorrt/bin' >&2
  exit 3
fi
echo 'the log is in reproduce.log'
${verdict}
if [ "$status" -eq 126 ] ||
  grep -qE 'CUDA initialization failure|no CUDA-capable device|CUDA driver version is insufficient' reproduce.log
then
  echo 'error: trtexec cannot work here; the log says why' >&2
  exit 3
fi
echo 'The build fails in another way than was recorded.'
exit 2
