/**
 * Scans: what is asked in which order and when, and what is believed. Knows no socket; how a
 * question is asked is somebody else's. Not exported; may change at any time.
 */
@NullMarked
package io.portprobe.internal.scan;

import org.jspecify.annotations.NullMarked;
