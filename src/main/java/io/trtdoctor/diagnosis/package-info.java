/** Runs the checks on a build, ranks what they find and puts a case together from its builds. */
package io.trtdoctor.diagnosis;
