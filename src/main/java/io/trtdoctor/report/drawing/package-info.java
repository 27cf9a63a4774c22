/** Places the boxes and lines of a picture; the only importer of Eclipse ELK. */
package io.trtdoctor.report.drawing;
