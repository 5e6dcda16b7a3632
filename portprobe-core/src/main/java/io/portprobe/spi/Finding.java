package io.portprobe.spi;

import io.portprobe.JsonResult;
import java.util.List;

/**
 * The result of a protocol: an immutable value, preferably a record whose components are JDK types
 * and other records, so that it can be serialised to JSON without knowledge of its type.
 */
public interface Finding extends JsonResult {
  /**
   * Returns a human-readable form.
   *
   * @return one or more lines without line breaks and control characters
   */
  List<String> lines();

  /**
   * Returns the facts that findings of all protocols have in common, for an inventory that does not
   * know the type of this finding.
   *
   * @return the facts, {@link ServiceFacts#none()} by default
   */
  default ServiceFacts facts() {
    return ServiceFacts.none();
  }
}
