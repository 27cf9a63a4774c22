package io.trtdoctor.model;

/** The least and the greatest value of a tensor, in the tensor's own unit. */
public record DynamicRange(float min, float max) {}
