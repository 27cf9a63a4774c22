/** The network as a graph of layers and tensors and the analyses over it, in model types. */
package io.trtdoctor.graph;
