#!/bin/sh
${heading}
# To be run in the folder of this file.
set -e
${guards}
${line}
