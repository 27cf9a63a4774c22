/** How a build was made: options, pasted trtexec and Polygraphy command lines, constraint files. */
package io.trtdoctor.settings;
