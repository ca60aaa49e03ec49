module hash-tagging

go 1.24
