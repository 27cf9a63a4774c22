/** Runs a network on the CPU, so that the values of its tensors can be seen. */
package io.trtdoctor.inference;
