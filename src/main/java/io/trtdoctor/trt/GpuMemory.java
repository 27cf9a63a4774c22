package io.trtdoctor.trt;

/** Memory of the GPU in bytes. */
public record GpuMemory(long free, long total) {}
