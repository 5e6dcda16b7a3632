/** The table of the test bed, expected.tsv, and each of its ports as portprobe reports it. */
@NullMarked
package io.portprobe.examples.lab.table;

import org.jspecify.annotations.NullMarked;
