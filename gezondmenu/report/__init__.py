"""Room: the page of an area, made from the published table: wording, figures, tables, template, the run."""
