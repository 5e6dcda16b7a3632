/** Key-value stores for portprobe: plug-ins as anybody may write them. */
package io.portprobe.examples.stores;
