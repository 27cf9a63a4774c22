/** The few exception types, named by who has to act. */
package io.trtdoctor.error;
