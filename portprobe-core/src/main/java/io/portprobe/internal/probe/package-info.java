/**
 * One probe: name resolution, target policy, socket permits, an attempt per address, the report.
 */
@NullMarked
package io.portprobe.internal.probe;

import org.jspecify.annotations.NullMarked;
