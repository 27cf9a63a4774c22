/** What this machine has of driver, GPUs, CUDA and TensorRT, and what is missing for what. */
package io.trtdoctor.environment;
