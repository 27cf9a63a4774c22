/** One class for each kind of problem: a pure function from what is at hand to findings. */
package io.trtdoctor.check;
