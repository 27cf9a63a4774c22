/** All that is said to the user goes through here, so that tests can listen. */
package io.trtdoctor.console;
