package io.trtdoctor.report;

import io.trtdoctor.escape.Printable;
import io.trtdoctor.report.JunitCase.Result;
import java.io.IOException;
import java.io.Writer;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes suites as JUnit's XML, as Jenkins' {@code junit-10.xsd} describes it. */
final class JunitXml {
  private static final int LONGEST_ATTRIBUTE = 1_000;

  private final Writer out;

  JunitXml(Writer out) {
    this.out = out;
  }

  /** Writes the document without a line break at its end and leaves the writer open. */
  void write(List<JunitSuite> suites, CaseReport report) throws IOException {
    try {
      XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out);
      xml.writeStartDocument("UTF-8", "1.0");
      start(xml, 0, "testsuites");
      attribute(xml, "name", "trt-doctor");
      for (JunitSuite suite : suites) {
        suite(xml, suite, report);
      }
      end(xml, 0);
      xml.writeEndDocument();
      xml.flush();
    } catch (XMLStreamException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getMessage(), e);
    }
  }

  private static void suite(XMLStreamWriter xml, JunitSuite suite, CaseReport report)
      throws XMLStreamException {
    start(xml, 1, "testsuite");
    attribute(xml, "name", suite.name());
    attribute(xml, "tests", Integer.toString(suite.cases().size()));
    attribute(xml, "failures", Long.toString(suite.count(Result.FAILED)));
    attribute(xml, "errors", Long.toString(suite.count(Result.ERROR)));
    attribute(xml, "skipped", Long.toString(suite.count(Result.SKIPPED)));
    attribute(
        xml,
        "timestamp",
        DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(
            report.createdAt().truncatedTo(ChronoUnit.SECONDS)));
    for (JunitCase test : suite.cases()) {
      test(xml, test);
    }
    end(xml, 1);
  }

  private static void test(XMLStreamWriter xml, JunitCase test) throws XMLStreamException {
    start(xml, 2, "testcase");
    attribute(xml, "classname", "trt-doctor");
    attribute(xml, "name", test.name());
    switch (test.result()) {
      case PASSED -> {}
      case FAILED -> outcome(xml, "failure", test);
      case ERROR -> outcome(xml, "error", test);
      case SKIPPED -> outcome(xml, "skipped", test);
    }
    end(xml, 2);
  }

  private static void outcome(XMLStreamWriter xml, String element, JunitCase test)
      throws XMLStreamException {
    start(xml, 3, element);
    attribute(xml, "type", test.type());
    attribute(xml, "message", test.message());
    xml.writeCharacters(test.details());
    xml.writeEndElement();
  }

  private static void attribute(XMLStreamWriter xml, String name, String value)
      throws XMLStreamException {
    xml.writeAttribute(name, Printable.cut(Printable.line(value), LONGEST_ATTRIBUTE));
  }

  private static void start(XMLStreamWriter xml, int depth, String element)
      throws XMLStreamException {
    xml.writeCharacters("\n" + "  ".repeat(depth));
    xml.writeStartElement(element);
  }

  private static void end(XMLStreamWriter xml, int depth) throws XMLStreamException {
    xml.writeCharacters("\n" + "  ".repeat(depth));
    xml.writeEndElement();
  }
}
