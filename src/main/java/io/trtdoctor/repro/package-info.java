/**
 * The repro cases: small networks with a fault put in on purpose, what TensorRT made of them on a
 * GPU, and what the checks have to say of that.
 */
package io.trtdoctor.repro;
