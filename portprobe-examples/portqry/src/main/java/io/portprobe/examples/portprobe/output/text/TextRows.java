package io.portprobe.examples.portprobe.output.text;

import io.portprobe.examples.portprobe.output.NameRecord;
import io.portprobe.examples.portprobe.output.ResultRecord;
import java.util.List;

/** The lines of one row of the text. Details and explanations need not be safe text. */
interface TextRows {
  /** Returns the line of a port, in safe text. */
  String line(ResultRecord result);

  /** Returns the line of a host name, in safe text. */
  String line(NameRecord row);

  /** Returns what follows the line of a port. */
  List<String> details(ResultRecord result);

  /** Returns what follows the line of a port if the user wants the whole story. */
  List<String> explanation(ResultRecord result);
}
