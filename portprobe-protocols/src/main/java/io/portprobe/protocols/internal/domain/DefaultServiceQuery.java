package io.portprobe.protocols.internal.domain;

import io.portprobe.protocols.domain.report.NameServerAnswer;
import io.portprobe.protocols.domain.report.ServiceQuery;
import io.portprobe.protocols.domain.report.ServiceRecord;
import io.portprobe.text.SafeText;
import java.util.HashSet;
import java.util.List;

/** The implementation of {@link ServiceQuery}. */
record DefaultServiceQuery(
    String name, List<ServiceRecord> records, List<NameServerAnswer> answers, boolean agrees)
    implements ServiceQuery {
  DefaultServiceQuery {
    records = List.copyOf(records);
    answers = List.copyOf(answers);
  }

  static DefaultServiceQuery of(String name, List<NameServerAnswer> answers) {
    long different =
        answers.stream()
            .filter(answer -> answer.rcode().isPresent())
            .map(answer -> new HashSet<>(answer.records()))
            .distinct()
            .count();
    return new DefaultServiceQuery(
        name,
        RecordReader.merge(answers.stream().map(NameServerAnswer::records)),
        answers,
        different <= 1);
  }

  @Override
  public String toString() {
    return SafeText.line(name + ": " + records);
  }
}
